"""From a draft to messages in the outbox: approval, launch, pause, stop."""
