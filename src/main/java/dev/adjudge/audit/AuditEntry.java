package dev.adjudge.audit;

/**
 * One line of the audit log.
 *
 * @param id its place in the chain, from 1, without gaps
 * @param at when, in UTC with six digits of a second: the very characters that were hashed
 * @param body what happened, as JSON in the very characters that were hashed
 * @param previousHash the hash of the entry before it, in hexadecimal; zeros for the first
 * @param hash SHA-256 of the previous hash's bytes and of id, at and body in UTF-8, with a line feed between these three
 */
public record AuditEntry(long id, String at, String body, String previousHash, String hash) {}
