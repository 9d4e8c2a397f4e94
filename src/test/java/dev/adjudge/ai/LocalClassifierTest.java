package dev.adjudge.ai;

import static dev.adjudge.fact.Intent.COMPLAINT;
import static dev.adjudge.fact.Intent.OTHER;
import static dev.adjudge.fact.Intent.PRAISE;
import static dev.adjudge.fact.Intent.QUESTION;
import static dev.adjudge.fact.Intent.SPAM;
import static dev.adjudge.fact.Intent.TOXIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClassifierTest {

    private static final LocalClassifier SHIPPED = new LocalClassifier();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COMPLAINT | The vacuum cleaner I bought from you in May is broken already and nobody replies to my mails
            COMPLAINT | Two weeks late and still no parcel, I want a refund
            COMPLAINT | Der Staubsauger ist nach einer Woche kaputt und keiner antwortet mir
            COMPLAINT | Toujours pas de colis après trois semaines, service client injoignable
            COMPLAINT | El pedido llegó roto y nadie me devuelve el dinero
            COMPLAINT | Meu pedido não chegou e ninguém responde
            COMPLAINT | Il pacco è arrivato rotto e nessuno risponde
            COMPLAINT | Mijn pakket is nog steeds niet bezorgd en niemand reageert
            PRAISE    | Thanks so much, your team was wonderful and really helpful!
            PRAISE    | Vielen Dank, toller Service und sehr schnelle Lieferung
            PRAISE    | Merci beaucoup, équipe géniale et livraison rapide
            PRAISE    | Muchas gracias, excelente servicio, me encanta
            PRAISE    | Adorei, muito obrigada, atendimento excelente
            PRAISE    | Grazie mille, servizio fantastico
            PRAISE    | Heel erg bedankt, geweldige service
            QUESTION  | How long does the delivery to Sweden take?
            QUESTION  | Gibt es die Jacke auch in Grün?
            QUESTION  | Est-ce que vous livrez en Suisse ?
            QUESTION  | ¿Cuánto cuesta el envío a Chile?
            QUESTION  | Vocês entregam em Curitiba? Quanto custa?
            QUESTION  | Quanto costa la spedizione?
            QUESTION  | Hoe lang duurt de levering?
            SPAM      | Earn $4000 a week from home, message me on WhatsApp +1 555 010 9988
            SPAM      | Check out my channel and subscribe, I sub back!
            SPAM      | Verdiene 4000 Euro pro Woche von zu Hause, schreib mir auf WhatsApp
            SPAM      | Gana 4000 dólares por semana desde casa, escríbeme por WhatsApp
            SPAM      | Gagnez 4000 euros par semaine depuis chez vous, écrivez-moi sur WhatsApp
            TOXIC     | You are a stupid pathetic idiot, go to hell
            TOXIC     | Shut up you dumb bitch
            TOXIC     | Ihr seid alle dumme Idioten, verpisst euch
            TOXIC     | Ferme ta gueule, connard
            TOXIC     | Cállate, idiota de mierda
            OTHER     | My sister works in that building.
            OTHER     | Good morning from rainy Hamburg
            """)
    void says_what_a_text_is_about_in_several_languages(Intent expected, String text) {
        assertThat(SHIPPED.classify(text).intent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSITIVE | I love it, thank you so much
            POSITIVE | Ich bin begeistert, vielen Dank
            POSITIVE | ¡Me encanta, muchas gracias!
            NEGATIVE | This is terrible, I am so disappointed
            NEGATIVE | Ich bin sehr enttäuscht, das ist kaputt
            NEGATIVE | Très déçue, le produit est cassé
            NEUTRAL  | What time do you open on Saturday?
            NEUTRAL  | Wann macht der Laden am Samstag auf?
            """)
    void says_how_its_author_feels(Sentiment expected, String text) {
        assertThat(SHIPPED.classify(text).sentiment()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Earn $5\u200b000 a we\u200bek from ho\u200bme, mes\u200bsage me on Whats\u200bApp",
                "Ｅａｒｎ ＄５０００ ａ ｗｅｅｋ ｆｒｏｍ ｈｏｍｅ， ｍｅｓｓａｇｅ ｍｅ ｏｎ ＷｈａｔｓＡｐｐ",
                "Eаrn $5000 а wееk frоm hоme, mеssage me оn WhаtsApр",
                "𝐄𝐚𝐫𝐧 $5000 𝐚 𝐰𝐞𝐞𝐤 𝐟𝐫𝐨𝐦 𝐡𝐨𝐦𝐞, 𝐦𝐞𝐬𝐬𝐚𝐠𝐞 𝐦𝐞 𝐨𝐧 𝐖𝐡𝐚𝐭𝐬𝐀𝐩𝐩",
                "E.a.r.n $5000 a w-e-e-k from h_o_m_e, m e s s a g e  me on W h a t s A p p",
                "E\u0301a\u0301r\u0301n $5000 a w\u0336e\u0336e\u0336k from home, message me on WhatsApp",
                "3arn $5000 a w33k fr0m h0me, m3ssage me on Wh4tsApp",
            })
    void sees_through_disguised_spam(String text) {
        assertThat(SHIPPED.classify(text).intent()).isEqualTo(SPAM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You ѕtuріd іdіоt",
                "you s t u p i d  i d i o t",
                "ｙｏｕ ｓｔｕｐｉｄ ｉｄｉｏｔ",
                "you stu\u200dpid id\u00adiot",
                "you stupiiiiiid idiooooot"
            })
    void sees_through_disguised_insults(String text) {
        assertThat(SHIPPED.classify(text).intent()).isEqualTo(TOXIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is ridiculous, I have been waiting for my refund for six weeks!",
                "What the hell is going on with my order? It is two weeks late.",
                "Your service is a disgrace and I am furious.",
                "I am so angry, the damn thing broke after a day.",
                "Das ist eine Frechheit, ich warte seit Wochen auf mein Geld!",
                "C'est scandaleux, je veux être remboursée tout de suite !",
                "Esto es una vergüenza, quiero mi dinero.",
                "The worst company ever, never again.",
                "My black dress came with a hole in it.",
                "The gay couple in your advert is lovely, but the sofa fell apart.",
                "I killed my phone battery with your app, it drains everything."
            })
    void hides_no_angry_customer(String text) {
        Classification said = SHIPPED.classify(text);

        assertThat(said.intent() == TOXIC && said.confidence().doubleValue() > 0.8)
                .as("%s", said)
                .isFalse();
        assertThat(said.intent() == SPAM && said.confidence().doubleValue() > 0.9)
                .as("%s", said)
                .isFalse();
    }

    @Test
    void a_complaint_that_insults_carries_both() {
        Classification said =
                SHIPPED.classify("My parcel is three weeks late and nobody answers my mails, you lazy stupid idiots");

        assertThat(said.intent()).isIn(COMPLAINT, TOXIC);
        assertThat(said.flags()).contains(said.intent() == COMPLAINT ? "toxic" : "complaint");
    }

    @Test
    void waits_for_an_answer_who_asks_or_complains_and_asks() {
        assertThat(SHIPPED.classify("Do you ship to Norway?").replyRequired()).isTrue();
        assertThat(SHIPPED.classify("My parcel is late and nobody answers. Where is it?")
                        .replyRequired())
                .isTrue();
        assertThat(SHIPPED.classify("Great service, thank you!").replyRequired())
                .isFalse();
    }

    @Test
    void says_in_a_few_words_why() {
        Classification said = SHIPPED.classify("I want a refund, the lamp is broken and nobody answers");

        assertThat(said.reason())
                .endsWith(" for " + said.intent().word())
                .contains("\"")
                .hasSizeLessThan(90);
    }

    @Test
    void says_the_same_of_the_same_text_alone_and_among_others() {
        List<String> texts = List.of("How much is it?", "You idiot", "Love it ❤️", "");

        List<Classification> together = SHIPPED.classify(texts);

        assertThat(together).hasSize(4);
        assertThat(new LocalClassifier().classify(texts)).isEqualTo(together);
        assertThat(IntStream.range(0, 400).parallel().mapToObj(i -> SHIPPED.classify(texts.get(i % 4))
                        .equals(together.get(i % 4))))
                .containsOnly(true);
    }

    @Test
    void names_its_version_by_its_weights() {
        byte[] weights = LocalClassifier.shipped();

        assertThat(LocalClassifier.of(weights).version()).isEqualTo(SHIPPED.version());
        assertThat(SHIPPED.version().toString()).matches("local/adjudge-local@[0-9a-f]{12}");
        assertThat(WeightsFile.write(WeightsFile.read(weights))).isEqualTo(weights);
        assertThat(weights.length).isLessThan(3_000_000);
    }

    @Test
    void refuses_weights_that_are_cut_changed_or_none() {
        byte[] weights = LocalClassifier.shipped();
        byte[] changed = weights.clone();
        changed[changed.length / 2] ^= 1;

        assertThatThrownBy(() -> LocalClassifier.of(changed)).hasMessageContaining("their hash differs");
        assertThatThrownBy(() -> LocalClassifier.of(Arrays.copyOf(weights, 20)))
                .hasMessageContaining("no weights of the local classifier: they end too early");
        assertThatThrownBy(() -> LocalClassifier.of(new byte[100])).hasMessageContaining("the mark ADJW");
    }

    @Test
    void is_not_sure_of_garbage() {
        List<String> garbage = List.of(
                "",
                " \n\t ",
                "\u200b\u200d\u2060\ufeff",
                "\ud800",
                "\udc00\ud800 \udfff",
                "\u0000\u0001\u0002",
                "😀😡🎉",
                "!!! ??? ...",
                "12345 67890",
                "﷽",
                "\u202e\u202d");

        assertThat(SHIPPED.classify(garbage)).allSatisfy(said -> {
            assertThat(said.intent()).isEqualTo(OTHER);
            assertThat(said.confidence()).isLessThan(new BigDecimal("0.5"));
            assertThat(said.replyRequired()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "<",
                "@",
                "1",
                "a.",
                "a1",
                "é",
                "😀",
                "\ud800",
                "ا ",
                "字",
                "a b ",
                "www.",
                "((((",
                "\"intent\":"
            })
    void reads_a_megabyte_of_anything_in_no_time(String piece) {
        String longText = piece.repeat(1_000_000 / piece.length());
        long start = System.nanoTime();

        Classification said = SHIPPED.classify(longText);

        assertThat(said.confidence()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(2_000);
    }

    @Test
    void confidences_are_shares_with_four_decimals() {
        assertThat(SHIPPED.classify(
                        TrainingText.own().stream().map(TrainingText::text).toList()))
                .allSatisfy(said -> {
                    assertThat(said.confidence()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
                    assertThat(said.sentimentConfidence()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
                    assertThat(said.confidence().scale()).isEqualTo(4);
                });
    }

    @Test
    void loads_before_anyone_notices() {
        byte[] weights = LocalClassifier.shipped();
        LocalClassifier.of(weights);
        long start = System.nanoTime();

        LocalClassifier.of(weights);

        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1_000);
    }

    @Test
    void reads_right_to_left_scripts() {
        assertThat(SHIPPED.classify("شكرا جزيلا، خدمة رائعة").intent()).isEqualTo(PRAISE);
        assertThat(SHIPPED.classify("كم السعر؟").intent()).isEqualTo(QUESTION);
    }
}
