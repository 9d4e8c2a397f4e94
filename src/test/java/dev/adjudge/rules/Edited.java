package dev.adjudge.rules;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rule files as an analyst would have edited them. */
final class Edited {

    static final String RULES = "dmn/campaign-optimization.dmn";
    static final String LIMITS = "dmn/guardrail-limits.dmn";

    private Edited() {}

    /** Another text in the cell with this id. */
    static UnaryOperator<String> cell(String id, String text) {
        return xml -> {
            Matcher cell = Pattern.compile("(id=\"" + id + "\">\\s*<text>)[^<]*(</text>)")
                    .matcher(xml);
            if (!cell.find()) {
                throw new IllegalArgumentException("no cell " + id);
            }
            String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            return xml.substring(0, cell.start()) + cell.group(1) + escaped + cell.group(2) + xml.substring(cell.end());
        };
    }

    static UnaryOperator<String> cells(String... idsAndTexts) {
        return xml -> {
            String edited = xml;
            for (int i = 0; i < idsAndTexts.length; i += 2) {
                edited = cell(idsAndTexts[i], idsAndTexts[i + 1]).apply(edited);
            }
            return edited;
        };
    }

    /** A row of limits above the others, made of the last with other cells. */
    static UnaryOperator<String> limitsRow(
            String name, String platform, String account, String campaign, UnaryOperator<String> change) {
        return xml -> {
            int start = xml.indexOf("<rule id=\"_limits_default\">");
            int end = xml.indexOf("</rule>", start) + "</rule>".length();
            String row = change.apply(xml.substring(start, end));
            row = cells(
                            "_limits_default_in1",
                            platform,
                            "_limits_default_in2",
                            account,
                            "_limits_default_in3",
                            campaign)
                    .apply(row)
                    .replace("Limits for all others", name)
                    .replace("_limits_default", "_limits_special");
            return xml.substring(0, start) + row + "\n      " + xml.substring(start);
        };
    }
}
