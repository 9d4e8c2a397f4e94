package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Keeps out of DMN files what is not a table or a formula: code of other languages, other documents, entities. */
public final class DmnFence extends DefaultHandler {

    private static final Pattern EXTERNAL = Pattern.compile("\\)\\s*external\\b");
    private static final Set<String> ANNOTATIONS = Set.of("textAnnotation", "annotationEntry");
    private static final int MOST_ROWS = 2_000;

    private static final Pattern DMN = Pattern.compile("https?://www\\.omg\\.org/spec/DMN.*");

    private final String file;
    private final boolean mayImport;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;
    private int rows;
    private boolean annotated;
    private boolean inText;

    private DmnFence(String file, boolean mayImport) {
        this.file = file;
        this.mayImport = mayImport;
    }

    static List<RuleProblem> check(String file, String xml) {
        return check(new DmnFence(file, false), file, xml);
    }

    /** The same for a model that may import others which are compiled with it. */
    public static List<RuleProblem> checkWithImports(String file, String xml) {
        return check(new DmnFence(file, true), file, xml);
    }

    private static List<RuleProblem> check(DmnFence fence, String file, String xml) {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new InputSource(new StringReader(xml)), fence);
        } catch (SAXParseException e) {
            String why = xml.contains("<!DOCTYPE")
                    ? "a DOCTYPE is not allowed: remove it"
                    : "not well-formed XML: " + e.getMessage();
            fence.problems.add(RuleProblem.at(Code.XML, file, e.getLineNumber(), why));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            fence.problems.add(RuleProblem.in(Code.XML, file, "can't be read: " + e.getMessage()));
        }
        return fence.problems;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        text.setLength(0);
        if (inText) {
            refuse("a text has the element " + name + " in it: it may hold characters only");
        }
        inText = name.equals("text");
        annotated = annotated || ANNOTATIONS.contains(name);
        bound(String.valueOf(attributes.getValue("name")));
        switch (name) {
            case "functionDefinition" -> {
                String kind = attributes.getValue("kind");
                if (kind != null && !kind.equals("FEEL")) {
                    refuse("a " + kind + " function is not allowed: write the formula in FEEL");
                }
            }
            case "import" -> {
                if (!mayImport) {
                    refuse("imports are not allowed: put everything in one model");
                } else if (!isDmn(attributes.getValue("importType"))) {
                    refuse("only DMN models can be imported");
                }
            }
            case "rule" -> {
                rows++;
                if (rows == MOST_ROWS + 1) {
                    refuse("more than " + MOST_ROWS + " rows: split the file");
                }
            }
            default -> {}
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        text.append(chars, start, length);
    }

    @Override
    public void processingInstruction(String target, String data) {
        if (inText) {
            refuse("a text has the processing instruction " + target + " in it: it may hold characters only");
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        inText = false;
        if (name.equals("text")
                && EXTERNAL.matcher(FormulaFence.bare(text.toString())).find()) {
            refuse("external functions are not allowed: write the formula in FEEL");
        }
        if (ANNOTATIONS.contains(name)) {
            annotated = false;
        } else if (name.equals("text") && !annotated) {
            bound(text);
        }
        text.setLength(0);
    }

    /** Names are read by the same parser as formulas. */
    private void bound(CharSequence feel) {
        String excess = FormulaFence.excess(feel);
        if (excess != null) {
            refuse(excess);
        }
    }

    private static boolean isDmn(@Nullable String importType) {
        return importType != null && DMN.matcher(importType).matches();
    }

    private void refuse(String why) {
        problems.add(
                locator == null
                        ? RuleProblem.in(Code.FENCE, file, why)
                        : RuleProblem.at(Code.FENCE, file, locator.getLineNumber(), why));
    }
}
