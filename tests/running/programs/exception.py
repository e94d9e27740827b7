from busy import busy

busy(1000)
raise ValueError("on purpose")
