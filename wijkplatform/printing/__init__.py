"""What is printed: sheets set without a browser, without network, and with fonts that do not depend on the machine."""
