def busy(times):
    total = 0
    for number in range(times):
        total += number * number
    return total
