package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Asks a pretend model everything that models are asked, for those who look at the requests. */
@Singleton
public class AskedModel {

    private final DataSource database;
    private final Clock clock;

    AskedModel(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<PretendModel.Request> everything() {
        try (ModelServer server = new ModelServer(database, clock)) {
            OpenAiClassifier classifier = server.classifier();
            server.model.next(Mood.NO_FORMAT, Mood.NO_FORMAT, Mood.NO_FORMAT);
            classifier.classify(List.of("I love it", "When do you open?"));
            server.classifier().classify(List.of("It came broken"));
            new ModelReplies(server.asked(server.settings), server.settings)
                    .draft(
                            "When do you open?",
                            ReplyTemplatesTest.classified(Intent.QUESTION, Sentiment.NEUTRAL),
                            "en",
                            ReplyContext.of("Acme"));
            return server.model.requests();
        } catch (ClassifierFailed | ModelFailed e) {
            throw new IllegalStateException(e);
        }
    }

    public static String form(PretendModel.Request request) {
        return request.form();
    }
}
