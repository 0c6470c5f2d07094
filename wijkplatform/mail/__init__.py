"""An edge: letters become mail here, and leave by SMTP."""
