"""How the samples are made: tools to fill and draw forms, and one module a family of samples."""
