"""How well a score told what happened next: samples, measures, rivals, and the verdict in words."""
