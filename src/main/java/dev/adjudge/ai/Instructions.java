package dev.adjudge.ai;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a text looks as if it spoke to whoever classifies it. It errs on the side of yes: such a text is only looked at alone. */
final class Instructions {

    /** The flag of such a text. */
    static final String FLAG = "instruction";

    private static final int LONGEST = 4_000;

    private static final List<Pattern> WORDS = Stream.of(
                    "\\b(ignore|disregard|forget|override|bypass|neglect)\\b.{0,60}\\b(rules?|instructions?|prompts?|guidelines?|polic(y|ies)"
                            + "|filters?|above|previous|prior|everything)\\b",
                    "\\b(system|developer)\\s+(prompt|message|note|override|instruction)|(^|[.!?])\\W*(system|assistant|developer|user)\\s*:",
                    "<\\|?/?\\s*(im_start|im_end|system|assistant|endoftext|instructions?)|\\[/?inst]|<<sys>>|#{2,}\\s*(system|instruction|new)",
                    "\\b(intent|sentiment|(intent_|sentiment_)?confidence|reply_required|classification|flags)\\b[\"']?\\s*[:=]\\s*[\"'{\\[\\d]",
                    "\\b(you are|you're|act as|pretend to be|behave as)\\b.{0,30}\\b(now|ai|assistant|model|moderator|bot|classifier|admin)\\b",
                    "\\b(classify|label|mark|rate|tag|treat|score|categori[sz]e|count)\\b.{0,40}\\b(this|me|it|us|all|every\\w*|comments?|texts?|messages?)"
                            + "\\b.{0,40}\\b(as|praise|positive|approved|safe|neutral|harmless|question)\\b",
                    "\\b(approve|whitelist|publish|unhide|do not (hide|delete)|don't (hide|delete))\\s+(me|this|my|everything|all|it)\\b",
                    "\\b(language model|llm|chatgpt|gpt-?\\d|ai (moderator|model|assistant|classifier)|moderation (bot|system|ai|model)|classifier)\\b",
                    "\\b(respond|reply|answer|output|return|print)\\b.{0,30}\\b(only|exactly|with|in)\\b.{0,30}(\\bjson\\b|[\"'{]|\\bpraise\\b|\\bthe words?\\b)",
                    "\\b(ignorier|vergiss|missacht)\\w*.{0,60}(regel|anweisung|vorgabe|instruktion)|\\balle (regeln|anweisungen) (ignorieren|vergessen)",
                    "\\b(ignore[zr]?|oublie[zr]?)\\b.{0,60}(regle|consigne|instruction)",
                    "\\b(ignor[ae]|olvid[ae]|omit[ae]|dimentica|esqueca|desconsidere)\\b.{0,60}(regla|regra|regol|norma|istruzion|instruc)",
                    "\\b(negeer|vergeet)\\b.{0,60}(regel|instructie|aanwijzing)|\\b(zignoruj|zapomnij)\\b.{0,60}(zasad|instrukc|regul)",
                    "(игнорир|забуд|не обращай внимания)\\S*.{0,60}(правил|инструкц|указан)|(kural|talimat)\\S*.{0,40}(yok say|unut|gormezden)",
                    "(忽略|无视|無視|忘记|忘掉).{0,30}(规则|規則|指令|指示|说明|提示)|(指示|ルール|命令|規則).{0,20}(無視|忘れ)",
                    "(규칙|지시|지침|명령).{0,20}(무시|잊)|تجاهل.{0,60}(تعليمات|قواعد|القواعد|التعليمات)|(निर्देश|नियम).{0,40}(अनदेखा|नजरअंदाज|भूल)")
            .map(one -> Pattern.compile(one, Pattern.MULTILINE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS))
            .toList();

    /** Of the letters alone, however they are spaced out. */
    private static final Pattern RUN_TOGETHER = Pattern.compile(
            "(ignore|disregard|forget|override|bypass)(all|your|the|previous|prior|my|any|these|of|and)*(rules|instructions|prompt|guidelines)"
                    + "|systemprompt|approve(me|this)|youarenow");

    /** What only somebody who hides something writes; England's flag has tags too. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\x{E0000}-\\x{E007F}\\x{E0100}-\\x{E01EF}\\u202D\\u202E]|[\\u200B\\u2060-\\u2064\\uFEFF]"
                    + ".{0,3}[\\u200B\\u2060-\\u2064\\uFEFF].{0,3}[\\u200B\\u2060-\\u2064\\uFEFF]");

    private static final Pattern FLAGS = Pattern.compile("\\x{1F3F4}[\\x{E0020}-\\x{E007F}]+");
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{20,}={0,2}");
    private static final String LOOKALIKES = "аaеeоoрpсcхxуyіiјjѕsԁdһhԛqвbкkмmнhтtαaεeοoρpιiνvυuκkτtχxіi";
    private static final String DIGITS = "0o1i3e4a5s7t@a$s!i|l";

    private static final String RULES =
            "(?:instruction|rule|prompt|guideline|polic|training|restriction|directive|previous|prior|above"
                    + "|anweisung|regel|vorgabe|consigne|regle|instruccion|instrucoes|regra|istruzion|instructie|инструкц|правил)";

    /** Of the text as people see it, in more languages. */
    private static final Pattern ADDRESSED = Pattern.compile(
            "\\b(?:ignor|disregard|forget|overrid|bypass|vergiss|oublie|olvida|esquec|dimentica|negeer|vergeet|игнорир|забудь)\\p{L}*.{0,40}"
                    + RULES
                    + "|(?:忽略|无视|無視).{0,20}|(?:指示|指令).{0,10}(?:無視|忽略)"
                    + "|\\b(?:classif|categori|label|tag|mark|rate|score|treat|flag|klassifizier|bewerte|classe|clasifica|classifica|etiquet|markeer)"
                    + "\\p{L}* (?:this|it|me|my|that|the|every\\p{L}*|all|diese\\p{L}*|ce|cet|cette|este|esto|isto|questo|dit|deze)\\b.{0,30}"
                    + "\\b(?:as|with|als|comme|como|come) \\W?(?:a |an )?(?:praise|positive|spam|toxic|complaint|question|other|neutral|negative"
                    + "|safe|lob|positiv|positif|positivo|positief|elogi\\p{L}*)"
                    + "|\\byou are (?:now |no longer )?(?:an? |in )?(?:ai|llm|language model|assistant|classifier|bot|chatgpt|dan|developer mode)\\b"
                    + "|\\b(?:system prompt|developer mode|jailbreak|prompt injection|new instructions|dear (?:ai|model|classifier|bot))\\b"
                    + "|\\b(?:note|message|hint) (?:to|for) (?:the )?(?:ai|model|classifier|moderat\\p{L}+)\\b"
                    + "|(?:^|[.!?] {0,4})\\W{0,3}(?:system|assistant|developer|human|ai)\\W{0,2}:"
                    + "|<\\|?/?(?:system|assistant|im_start|im_end|user)|\\[/?inst]|<<sys>>|### ?(?:instruction|system|response)"
                    + "|[\"']?\\b(?:intent|sentiment|confidence|label)[\"']? ?[:=] ?[\"']?[a-z0-9]"
                    + "|\\b(?:respond|reply|answer|output|return|print|say)\\b.{0,15}(?:\\bonly (?:with|the word)\\b|\\bjson\\b|\\{|\\bpraise\\b|\\bintent\\b)"
                    + "|\\b(?:set|change|make) (?:the |your )?(?:intent|label|sentiment|confidence|class|classification|score)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Instructions() {}

    static boolean in(String whole) {
        String raw = whole.substring(0, Math.min(whole.length(), LONGEST));
        return HIDDEN.matcher(FLAGS.matcher(raw).replaceAll("")).find()
                || says(raw)
                || encoded(raw)
                || ADDRESSED.matcher(PlainText.seen(raw)).find();
    }

    private static boolean says(String raw) {
        String text = plain(CleanText.of(raw, LONGEST));
        String folded = folded(text, LOOKALIKES);
        String letters = folded(folded, DIGITS).replaceAll("[^a-z]", "");
        return WORDS.stream()
                        .anyMatch(one ->
                                one.matcher(text).find() || one.matcher(folded).find())
                || RUN_TOGETHER.matcher(letters).find()
                || RUN_TOGETHER.matcher(new StringBuilder(letters).reverse()).find();
    }

    private static boolean encoded(String raw) {
        Matcher found = ENCODED.matcher(raw);
        while (found.find()) {
            String word = found.group().replace('-', '+').replace('_', '/').replace("=", "");
            String text = new String(
                    Base64.getDecoder().decode(word.substring(0, word.length() / 4 * 4)), StandardCharsets.UTF_8);
            if (says(text)) {
                return true;
            }
        }
        return false;
    }

    /** Small letters without accents; letters that are made of parts in some scripts are put together again. */
    private static String plain(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        return Normalizer.normalize(apart.replaceAll("[\\u0300-\\u036F]", ""), Normalizer.Form.NFC);
    }

    private static String folded(String text, String pairs) {
        StringBuilder folded = new StringBuilder(text.length());
        for (char letter : text.toCharArray()) {
            int at = pairs.indexOf(letter);
            folded.append(at >= 0 && at % 2 == 0 ? pairs.charAt(at + 1) : letter);
        }
        return folded.toString();
    }
}
