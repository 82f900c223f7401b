"""The register: contract, workflow, store."""
