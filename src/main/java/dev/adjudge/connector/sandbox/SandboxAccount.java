package dev.adjudge.connector.sandbox;

/** An ad account of a simulated platform. */
record SandboxAccount(String platform, String id, String name, String currency, String timeZone) {}
