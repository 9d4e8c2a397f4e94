package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import java.util.List;
import java.util.Set;

/** Tells whether an author waits for an answer: who asks, and who complains and asks for something. */
final class Asking {

    private static final Set<String> WORDS = Set.of(
            "?",
            "??",
            "please",
            "pls",
            "plz",
            "help",
            "why",
            "when",
            "where",
            "how",
            "refund",
            "need",
            "want",
            "reply",
            "answer",
            "fix",
            "bitte",
            "hilfe",
            "wann",
            "warum",
            "wieso",
            "wo",
            "will",
            "brauche",
            "antwort",
            "svp",
            "aidez",
            "pourquoi",
            "quand",
            "comment",
            "veux",
            "repondez",
            "reponse",
            "favor",
            "ayuda",
            "donde",
            "cuando",
            "quiero",
            "necesito",
            "respuesta",
            "ajuda",
            "quero",
            "preciso",
            "cade",
            "resposta",
            "favore",
            "aiuto",
            "dove",
            "perche",
            "voglio",
            "risposta",
            "alstublieft",
            "hulp",
            "waar",
            "waarom",
            "wanneer",
            "antwoord",
            "пожалуйста",
            "помогите",
            "верните",
            "когда",
            "где",
            "请",
            "退款",
            "返金",
            "lutfen",
            "prosze");

    private Asking() {}

    static boolean reply(Intent intent, List<String> words) {
        return intent == Intent.QUESTION
                || intent == Intent.COMPLAINT && words.stream().anyMatch(WORDS::contains);
    }
}
