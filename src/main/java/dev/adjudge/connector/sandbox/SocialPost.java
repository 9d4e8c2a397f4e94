package dev.adjudge.connector.sandbox;

import java.time.Instant;

/** What a page or profile of a simulated social platform posted. */
record SocialPost(SocialProfile profile, int number, String id, String text, Instant at) {

    /** The part of a Facebook post's id that its comments' ids begin with. */
    String key() {
        return id.substring(id.indexOf('_') + 1);
    }
}
