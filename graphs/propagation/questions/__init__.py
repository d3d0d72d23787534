"""What people ask of a map that has been calibrated: each question a module, each answer plain values."""
