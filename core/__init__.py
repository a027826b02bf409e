"""What every room uses: registries, errors, readers of the environment. No models, no domain."""
