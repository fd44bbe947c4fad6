"""The pages by their addresses: each reads what was sent, asks a child or the queue, and shows what there is."""
