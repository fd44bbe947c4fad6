"""Line charts: series over years, interrupted at gaps and breaks."""
