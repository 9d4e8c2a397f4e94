package dev.adjudge.ai;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which language a text is in, by the small words that every sentence has. */
final class Languages {

    private static final Map<String, Set<String>> WORDS = Map.of(
            "en",
                    words(
                            "the and is are was you your it this that of to in for with not have do does what when how my i we they been can will"
                                    + " please thanks thank love great from at on be so very would where why who there"),
            "de",
                    words(
                            "der die das und ist nicht ich wir sie es ein eine einen mit für auf wie was wann wo warum kann habe hat sind war bei"
                                    + " von zu den dem im aber auch noch nur sehr danke bitte mein meine ihr euch euer eure schön gibt"),
            "fr",
                    words(
                            "le la les et est une des du pas je nous vous ils elle avec pour sur dans que qui quand comment pourquoi où ce cette mon"
                                    + " ma mes votre vos très merci bonjour c'est j'ai j'adore n'est au aux sont était depuis être avez"),
            "es",
                    words(
                            "el los las es y una no yo con para por que qué cuándo cómo dónde está están muy gracias mi mis su sus pero más como"
                                    + " hola tienen me se lo del al son fue desde hace todavía encanta hay puedo"),
            "pt",
                    words(
                            "o os as é e uma não eu com para por que quando como onde está estão muito obrigado obrigada meu minha seu sua mas mais"
                                    + " vocês você olá têm me do da dos das na no foi desde ainda adorei vou posso tem ao"),
            "it",
                    words(
                            "il gli è e una non io con per che quando come dove perché molto grazie mio mia vostro vostra ma più ciao sono"
                                    + " della dello del nel nella di ho hai ha avete questo questa ancora posso bellissimo siete mi ci"),
            "nl",
                    words(
                            "de het een en is niet ik wij jullie u met voor op wat wanneer hoe waar waarom kan heb heeft zijn was van te dat die"
                                    + " maar ook nog zeer erg bedankt dank mijn jouw uw er naar bij mooi leuk hebben"));

    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{M}']+");
    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

    private Languages() {}

    private static Set<String> words(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** Of the text, as two letters; empty for a script that no template is in, and where no language has more words than the others. */
    static Optional<String> of(String text) {
        Map<String, Integer> hits = new HashMap<>();
        for (String word : WORD.split(text.toLowerCase(Locale.ROOT).replace('’', '\''))) {
            WORDS.forEach((language, words) -> {
                if (words.contains(word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            });
        }
        int most = hits.values().stream().max(Integer::compare).orElse(0);
        List<String> best = hits.entrySet().stream()
                .filter(one -> one.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    /** Whether it is mostly in letters that no template is in. */
    static boolean foreign(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long other = OTHER_SCRIPT.matcher(text).results().count();
        return other * 2 > letters;
    }
}
