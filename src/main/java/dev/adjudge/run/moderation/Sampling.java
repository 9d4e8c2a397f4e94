package dev.adjudge.run.moderation;

import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Which of the things that are done at once a person looks at afterwards: chance says, so that they stand for all. */
@Singleton
class Sampling {

    private static final int ALL = 100;

    private final ModerationSettings settings;
    private final RandomGenerator chance = RandomGenerator.getDefault();

    Sampling(ModerationSettings settings) {
        this.settings = settings;
    }

    boolean takesOne() {
        return chance.nextInt(ALL) < settings.samplePercent();
    }
}
