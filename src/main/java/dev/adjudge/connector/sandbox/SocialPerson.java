package dev.adjudge.connector.sandbox;

/** Somebody on a simulated social platform, or a page of ours there. */
record SocialPerson(String id, String name, String handle) {}
