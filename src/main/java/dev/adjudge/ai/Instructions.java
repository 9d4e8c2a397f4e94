package dev.adjudge.ai;

import java.util.regex.Pattern;

/** Tells texts that address whoever classifies them: they are data all the same, and a person may want to know. */
final class Instructions {

    private static final String RULES =
            "(?:instruction|rule|prompt|guideline|polic|training|restriction|directive|previous|prior|above"
                    + "|anweisung|regel|vorgabe|consigne|regle|instruccion|instrucoes|regra|istruzion|instructie|инструкц|правил)";

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
                    + "|(?m:^)\\W{0,3}(?:system|assistant|developer|human|ai)\\W{0,2}:|[.!?] (?:system|assistant):"
                    + "|<\\|?/?(?:system|assistant|im_start|im_end|user)|\\[/?inst]|<<sys>>|### ?(?:instruction|system|response)"
                    + "|[\"']?\\b(?:intent|sentiment|confidence|label)[\"']? ?[:=] ?[\"']?[a-z0-9]"
                    + "|\\b(?:respond|reply|answer|output|return|print|say)\\b.{0,15}\\b(?:only|json|\\{|praise|positive|intent)"
                    + "|\\b(?:set|change|make) (?:the |your )?(?:intent|label|sentiment|confidence|class|classification|score)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Instructions() {}

    static boolean in(String text) {
        return ADDRESSED.matcher(PlainText.seen(text)).find();
    }
}
