"""What happens to an item, in order?"""
