package dev.adjudge;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;

/** Tests call as an admin, unless they say otherwise. */
public final class SignedIn implements QuarkusTestBeforeEachCallback {

    /** As in META-INF/microprofile-config.properties. */
    public static final String KEY = "only-for-the-tests-0123456789";

    /** The value of the Authorization header. */
    public static final String AUTHORIZATION = "ApiKey " + KEY;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.requestSpecification = new RequestSpecBuilder()
                .addHeader("Authorization", AUTHORIZATION)
                .build();
    }
}
