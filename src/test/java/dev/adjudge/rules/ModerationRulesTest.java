package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.KillSwitch;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.fact.SocialItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a comment, a mention or a message, by what it was taken for. */
@ExtendWith(Evidence.class)
class ModerationRulesTest {

    private static final String TOXIC = "Toxic Hide";
    private static final String DOUBTFUL_TOXIC = "Doubtful Toxic Hide";
    private static final String TOXIC_MESSAGE = "Toxic Mention or Message";
    private static final String SPAM = "Spam Delete";
    private static final String SPAM_IN_BURST = "Spam Delete in a Burst";
    private static final String DOUBTFUL_SPAM = "Doubtful Spam Hide";
    private static final String COMPLAINT = "Complaint Escalate";
    private static final String DOUBTFUL_COMPLAINT = "Doubtful Complaint Escalate";
    private static final String QUESTION = "Question Reply";
    private static final String PRAISE = "Praise Reply";
    private static final String APPROVAL = "Hold what the table wants approved";
    private static final String EVERY_REPLY = "Hold every reply";
    private static final String UNCLASSIFIED = "Hold what nobody classified";
    private static final String OFFENDER = "Hold a repeat offender's items for a ban decision";
    private static final String RUDE = "Never delete a complaint that is rude";
    private static final String MAYBE_COMPLAINT = "Hold the deletion of what may be a complaint";
    private static final String SAME_PERSON = "Suppress one more answer to the same person";
    private static final String SAME_POST = "Suppress one more answer under the same post";
    private static final String BURST = "Tell of a burst under a post";
    private static final String ALIKE = "Tell of nearly the same text from different people";
    private static final String ROLLOUT = "Hold what social moderation is not rolled out to";
    private static final String SWITCH = "Suppress what a kill switch covers in moderation";

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final RunConditions EVERYWHERE = new RunConditions(NOW, 100, List.of());

    private String objectType = SocialItem.COMMENT;
    private Set<String> flags = Set.of();
    private ItemFacts.Author author = ItemFacts.Author.UNKNOWN;
    private ItemFacts.Post post = ItemFacts.Post.UNKNOWN;

    @Test
    @Fires(TOXIC)
    @Spares({DOUBTFUL_TOXIC, APPROVAL, OFFENDER, ROLLOUT, SWITCH, BURST, ALIKE, UNCLASSIFIED, EVERY_REPLY})
    void an_insult_beyond_doubt_is_hidden_at_once() {
        Verdict verdict = verdict(Intent.TOXIC, "0.81");

        assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
        assertThat(verdict.proposal().action()).isEqualTo(new Action.Hide("visible"));
        assertThat(verdict.proposal().reason()).isEqualTo("Taken for toxic with 0.81, above 0.8");
    }

    @Test
    @Fires({DOUBTFUL_TOXIC, APPROVAL})
    @Spares(TOXIC)
    void a_doubtful_one_only_after_a_yes() {
        assertThat(verdict(Intent.TOXIC, "0.8")).isInstanceOf(Verdict.Held.class);
        assertThat(verdict(Intent.TOXIC, "0.5")).isInstanceOf(Verdict.Held.class);
        assertThat(judge(Intent.TOXIC, "0.4999").verdicts()).isEmpty();
    }

    @Test
    @Fires(TOXIC_MESSAGE)
    @Spares(TOXIC)
    void what_cant_be_hidden_is_put_before_people() {
        objectType = SocialItem.MESSAGE;

        assertThat(verdict(Intent.TOXIC, "0.9").proposal().action()).isInstanceOf(Action.Escalate.class);
    }

    @Test
    @Fires(SPAM)
    @Spares({SPAM_IN_BURST, DOUBTFUL_SPAM, TOXIC_MESSAGE, RUDE, MAYBE_COMPLAINT})
    void spam_beyond_doubt_is_deleted_at_once() {
        assertThat(verdict(Intent.SPAM, "0.91").proposal().action()).isEqualTo(new Action.Delete("visible"));
    }

    @Test
    @Fires({DOUBTFUL_SPAM, APPROVAL})
    @Spares(SPAM)
    void doubtful_spam_is_hidden_after_a_yes() {
        assertThat(verdict(Intent.SPAM, "0.9").proposal().action()).isEqualTo(new Action.Hide("visible"));
        assertThat(judge(Intent.SPAM, "0.5999").verdicts()).isEmpty();
    }

    @Test
    @Fires(SPAM_IN_BURST)
    @Spares(BURST)
    void while_there_is_a_burst_spam_is_believed_earlier() {
        post = new ItemFacts.Post(30, 9, true, 0);

        assertThat(verdict(Intent.SPAM, "0.76").proposal().action()).isEqualTo(new Action.Delete("visible"));
    }

    @Test
    @Fires(COMPLAINT)
    @Spares(DOUBTFUL_COMPLAINT)
    void a_complaint_is_put_before_people_at_once() {
        Verdict verdict = verdict(Intent.COMPLAINT, "0.7");

        assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
        assertThat(verdict.proposal().action())
                .isInstanceOfSatisfying(
                        Action.Escalate.class, told -> assertThat(told.level()).isEqualTo(Action.Level.WARNING));
    }

    @Test
    @Fires(DOUBTFUL_COMPLAINT)
    @Spares({COMPLAINT, QUESTION, PRAISE})
    void a_doubtful_one_with_low_priority() {
        assertThat(verdict(Intent.COMPLAINT, "0.3").proposal().action())
                .isInstanceOfSatisfying(
                        Action.Escalate.class, told -> assertThat(told.level()).isEqualTo(Action.Level.INFO));
    }

    @Test
    @Fires({QUESTION, PRAISE, EVERY_REPLY})
    @Spares({SAME_PERSON, SAME_POST})
    void answers_are_suggested_and_never_sent_without_a_yes() {
        assertThat(verdict(Intent.QUESTION, "0.99")).isInstanceOf(Verdict.Held.class);
        assertThat(verdict(Intent.PRAISE, "0.6").proposal().action()).isEqualTo(new Action.Reply(""));
        assertThat(judge(Intent.QUESTION, "0.5999").verdicts()).isEmpty();
        assertThat(judge(Intent.OTHER, "0.99").verdicts()).isEmpty();
    }

    @Test
    @Fires(SAME_PERSON)
    void nobody_is_answered_a_fourth_time_a_day() {
        author = new ItemFacts.Author(0, 3);

        assertThat(verdict(Intent.QUESTION, "0.9")).isInstanceOf(Verdict.Suppressed.class);
    }

    @Test
    @Fires(SAME_POST)
    void nor_everybody_under_one_post() {
        post = new ItemFacts.Post(1, 1, false, 50);

        assertThat(verdict(Intent.PRAISE, "0.9")).isInstanceOf(Verdict.Suppressed.class);
    }

    @Test
    @Fires(OFFENDER)
    void a_third_hidden_item_asks_for_a_ban_decision() {
        author = new ItemFacts.Author(3, 0);

        Verdict verdict = verdict(Intent.TOXIC, "0.95");

        assertThat(verdict).isInstanceOf(Verdict.Held.class);
        assertThat(verdict.reasons().get(0).text())
                .isEqualTo("3 items of its author were hidden in 30 days: decide whether to ban them");
    }

    @Test
    @Fires(RUDE)
    void a_rude_complaint_is_never_deleted() {
        flags = Set.of("complaint", "toxic");

        assertThat(verdict(Intent.SPAM, "0.99")).isInstanceOf(Verdict.Suppressed.class);
    }

    @Test
    @Fires(MAYBE_COMPLAINT)
    void what_may_be_a_complaint_is_not_deleted_unread() {
        flags = Set.of("complaint");

        assertThat(verdict(Intent.SPAM, "0.99")).isInstanceOf(Verdict.Held.class);
    }

    @Test
    @Fires(BURST)
    void twenty_comments_in_a_minute_are_a_burst() {
        post = new ItemFacts.Post(20, 1, false, 0);

        assertThat(judged(Intent.OTHER, "0.9").alarms()).singleElement().satisfies(alarm -> assertThat(alarm.kind())
                .isEqualTo("comment_burst"));
    }

    @Test
    @Fires(ALIKE)
    void five_people_who_write_the_same_are_one_too() {
        post = new ItemFacts.Post(5, 5, false, 0);

        assertThat(judged(Intent.OTHER, "0.9").alarms()).singleElement().satisfies(alarm -> assertThat(alarm.because())
                .isEqualTo("5 people wrote nearly the same within 10 minutes"));
    }

    @Test
    @Fires(ROLLOUT)
    void outside_of_the_rollout_people_decide() {
        assertThat(judge(new RunConditions(NOW, 0, List.of()), facts(Intent.TOXIC, "0.95"))
                        .verdicts())
                .hasOnlyElementsOfType(Verdict.Held.class);
    }

    @Test
    @Fires(SWITCH)
    void a_kill_switch_stops_it() {
        RunConditions off = new RunConditions(NOW, 100, List.of(new KillSwitch("kind:hide", "court order")));

        assertThat(judge(off, facts(Intent.TOXIC, "0.95")).verdicts()).hasOnlyElementsOfType(Verdict.Suppressed.class);
    }

    /** A table of somebody's own may want something of what nobody classified. */
    @Test
    @Fires(UNCLASSIFIED)
    void what_nobody_classified_is_never_done_at_once() {
        CompiledRelease eager = Releases.with("dmn/moderation-policy.dmn", xml -> xml.replaceFirst(
                        "(id=\"_moderation_toxic_hide_in1\">\\s*<text>)\"toxic\"", "$1-")
                .replaceFirst("(id=\"_moderation_toxic_hide_in2\">\\s*<text>)&gt; 0.8", "$1-")
                .replace("{Confidence}, above {Confidence: limit}</text>", "no doubt</text>")
                .replace(
                        "<allowedValues id=\"_tIntent_allowed\">\n      <text>",
                        "<allowedValues id=\"_tIntent_allowed\">\n      <text>null, ")
                .replace(
                        "<allowedValues id=\"_tSentiment_allowed\">\n      <text>",
                        "<allowedValues id=\"_tSentiment_allowed\">\n      <text>null, "));
        ItemFacts nobody = new ItemFacts(item(), null, NOW, author, post);

        JudgedItem judged =
                spoken(eager.moderate(EVERYWHERE, List.of(nobody))).items().get(0);

        assertThat(judged.verdicts()).hasOnlyElementsOfType(Verdict.Held.class);
    }

    @Test
    void no_answer_is_sent_by_itself_though_nobody_has_rules_hold_it() {
        CompiledRelease without = Releases.with(
                "rules/moderation/approval.drl",
                drl -> drl.replace("ItemProposal(replies)", "ItemProposal(replies, rule == \"none\")"));

        JudgedItem judged = spoken(without.moderate(EVERYWHERE, List.of(facts(Intent.PRAISE, "0.99"))))
                .items()
                .get(0);

        assertThat(judged.verdicts()).hasOnlyElementsOfType(Verdict.Held.class);
    }

    private Verdict verdict(Intent intent, String confidence) {
        JudgedItem judged = judge(intent, confidence);
        assertThat(judged.verdicts()).as(String.valueOf(judged.failure())).hasSize(1);
        return judged.verdicts().get(0);
    }

    private JudgedItem judge(Intent intent, String confidence) {
        return judge(EVERYWHERE, facts(intent, confidence));
    }

    private static JudgedItem judge(RunConditions conditions, ItemFacts facts) {
        return judged(conditions, facts).items().get(0);
    }

    private JudgedItems judged(Intent intent, String confidence) {
        return judged(EVERYWHERE, facts(intent, confidence));
    }

    private static JudgedItems judged(RunConditions conditions, ItemFacts facts) {
        return spoken(Releases.shipped().moderate(conditions, List.of(facts)));
    }

    private static JudgedItems spoken(JudgedItems judged) {
        Set<String> spoke = new HashSet<>(judged.spoke().keySet());
        judged.items().forEach(item -> item.verdicts()
                .forEach(verdict -> spoke.add(verdict.proposal().rule())));
        Evidence.spoke(spoke);
        return judged;
    }

    private ItemFacts facts(Intent intent, String confidence) {
        return new ItemFacts(item(), said(intent, confidence), NOW, author, post);
    }

    private @Nullable Classification said(Intent intent, String confidence) {
        return new Classification(
                intent,
                new BigDecimal(confidence),
                Sentiment.NEUTRAL,
                BigDecimal.ONE,
                false,
                flags,
                null,
                new ClassifierVersion("local", "test", "1"));
    }

    private SocialItem item() {
        return new SocialItem(
                "facebook", "page", objectType, "1_2", "1", null, null, "u", "Ada", "text", null, NOW, 0, null);
    }
}
