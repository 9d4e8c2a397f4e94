package dev.adjudge.connector.sandbox;

/** The ids of what is added to what the sandbox makes up by itself. */
final class SocialIds {

    private static final long FACEBOOK = 900_000_000_000_000L;
    private static final long INSTAGRAM = 18_000_000_000_000_000L;

    private SocialIds() {}

    /** @param post the part of a Facebook post's id that its comments' ids begin with */
    static String comment(SocialProfile profile, String post, long number) {
        return profile.onFacebook() ? post + "_" + (FACEBOOK + number) : Long.toString(INSTAGRAM + number);
    }

    static String mention(SocialProfile profile, String user, long number) {
        return profile.onFacebook() ? user + "_" + (FACEBOOK + number) : Long.toString(INSTAGRAM + number);
    }

    static String message(long number) {
        return "m_added" + number;
    }
}
