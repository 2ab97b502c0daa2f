"""Training: data to network to loop to shipped files. Needs the extra ``[train]``; run time never imports it."""
