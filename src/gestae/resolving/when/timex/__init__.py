"""The grammar of time expressions: rules over tokens, and the calendar arithmetic behind them."""
