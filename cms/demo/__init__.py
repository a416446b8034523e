"""The demo province: content of five public documents of 2019-2023, and its drawings."""
