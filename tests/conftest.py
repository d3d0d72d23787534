"""What holds for every test: no property fails because the machine was busy."""

from hypothesis import HealthCheck, settings

settings.register_profile("eslabon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("eslabon")
