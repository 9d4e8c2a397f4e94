package dev.adjudge.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.adjudge.platform.JsonProblem;
import dev.adjudge.platform.Lines;
import dev.adjudge.platform.Problem;
import dev.adjudge.run.Deciding;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers questions line by line; holds one line at a time, however many come. */
@ApplicationScoped
class DecisionStream {

    private static final int BUFFER = 1 << 16;

    private final Deciding deciding;
    private final QuestionChecks checks;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    DecisionStream(Deciding deciding, QuestionChecks checks, ObjectMapper json) {
        this.deciding = deciding;
        this.checks = checks;
        this.reader = json.readerFor(CampaignQuestion.class);
        this.writer = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** A line that can't be decided on. */
    record Refused(long line, Wrong problem) {
        static Refused of(long line, Problem problem) {
            return new Refused(
                    line,
                    new Wrong(
                            problem.title(), problem.status(), String.valueOf(problem.getMessage()), problem.errors()));
        }
    }

    /** As in {@code application/problem+json}. */
    record Wrong(String title, int status, String detail, List<Problem.FieldError> errors) {}

    void answer(InputStream body, OutputStream answers) throws IOException {
        OutputStream out = new BufferedOutputStream(answers, BUFFER);
        Lines lines = new Lines(new InputStreamReader(
                body, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        try {
            while (lines.next()) {
                if (!lines.isBlank()) {
                    writer.writeValue(out, answer(lines));
                    out.write('\n');
                }
                if (!lines.hasMoreAtHand()) {
                    out.flush();
                }
            }
        } catch (CharacterCodingException e) {
            Problem notText = Problem.unreadable("The body is not UTF-8; what comes after this line was not read");
            writer.writeValue(out, Refused.of(lines.number() + 1, notText));
            out.write('\n');
        }
        out.flush();
    }

    private Object answer(Lines lines) throws IOException {
        try {
            if (lines.isTooLong()) {
                throw Problem.wrong(
                        "The line has " + lines.length() + " characters; at most " + Lines.LONGEST + " are allowed");
            }
            CampaignQuestion asked = reader.readValue(reader.createParser(lines.chars(), 0, (int) lines.length()));
            return deciding.decide(List.of(checks.one(asked))).get(0);
        } catch (JacksonException e) {
            return Refused.of(lines.number(), JsonProblem.of(e));
        } catch (Problem e) {
            return Refused.of(lines.number(), e);
        }
    }
}
