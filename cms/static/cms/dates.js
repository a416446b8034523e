/* What is typed as a date stays as it is typed: the server names what is wrong of it.

   Wagtail's calendar would rewrite the field as it is left: 31/02 as 03/03, a word as this minute. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

/* It opens a moment after the field is entered; who has left by then must not find it open for ever. */
jQuery.fn.datetimepicker.defaults.onShow = (_now, field) => field[0] === document.activeElement;
