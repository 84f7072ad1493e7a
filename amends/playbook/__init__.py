"""What a good answer is: the policy of a brand, the review of a reply, the shapes of a first reply."""
