"""`python -m caseforms`: the same as the console command."""

from caseforms.cli.boundary import main

if __name__ == "__main__":
    main()
