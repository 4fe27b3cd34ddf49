"""toolkit: dropped Excel workbooks become receipts, scores and finished Word documents."""

__version__ = "0.1.0"
