"""What publishing does not bring out: said in the form beforehand, and with the message after it."""
