package dev.adjudge.connector.sandbox;

/**
 * A page or profile of a simulated social platform.
 *
 * @param line which posts are its own
 * @param page the Facebook page that it is, or is held by
 */
record SocialProfile(int number, String platform, String id, String name, String handle, String line, String page) {

    static final String FACEBOOK = "facebook";
    static final String INSTAGRAM = "instagram";

    boolean onFacebook() {
        return platform.equals(FACEBOOK);
    }

    SocialPerson asPerson() {
        return new SocialPerson(id, name, handle);
    }
}
