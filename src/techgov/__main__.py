import sys

from techgov.cli import main

sys.exit(main())
