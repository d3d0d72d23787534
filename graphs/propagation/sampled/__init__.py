"""The sampling engine: many trials at once, bit by bit, for maps that are too large to be computed exactly."""

from graphs.propagation.sampled.calibration import SampledCalibration, calibrate_sampled
from graphs.propagation.sampled.effort import Effort, TooLargeToSample
from graphs.propagation.sampled.figures import Estimate, SampledFigures
from graphs.propagation.sampled.sampling import sample
from graphs.propagation.sampled.whole import SampledMap, sampled_importances, sampled_map

__all__ = [
    "Effort",
    "Estimate",
    "SampledCalibration",
    "SampledFigures",
    "SampledMap",
    "TooLargeToSample",
    "calibrate_sampled",
    "sample",
    "sampled_importances",
    "sampled_map",
]
