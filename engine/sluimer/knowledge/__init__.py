"""What a knowledge base is: plain, frozen data, without behaviour of its own."""
