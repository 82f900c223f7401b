"""caseforms: reads filled social-service forms, checks them by written policy, keeps the register."""
