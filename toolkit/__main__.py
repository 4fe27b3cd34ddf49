"""``python -m toolkit`` and the ``toolkit`` command."""

try:
    from toolkit.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while our modules are loaded: nothing is begun yet, nothing need be said
    raise SystemExit(130) from None

if __name__ == "__main__":
    main()
