package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of one JSON object after the other, reused from row to row. */
final class JsonRow {

    private static final Map<String, Field> NAMES = names();

    private final @Nullable String[] cells = new @Nullable String[Field.count()];
    private final Tally tally;
    private int seen;
    private final List<String> strangers = new ArrayList<>();
    private @Nullable Wrong wrong;

    /** Something that makes an object no row. */
    record Wrong(Field field, @Nullable String value, String reason) {}

    JsonRow(Tally tally) {
        this.tally = tally;
    }

    @Nullable String[] cells() {
        return cells;
    }

    @Nullable Wrong wrong() {
        return wrong;
    }

    /** The names in the object that are no field's. */
    List<String> strangers() {
        return strangers;
    }

    /** Whether the object names the field, be it with null. */
    boolean names(Field field) {
        return (seen & (1 << field.ordinal())) != 0;
    }

    /** Reads to the end of the object that the parser stands at the beginning of. */
    void read(JsonParser json) throws IOException {
        Arrays.fill(cells, null);
        seen = 0;
        wrong = null;
        strangers.clear();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            Field field = NAMES.get(name);
            JsonToken value = json.nextToken();
            if (field == null) {
                unknown(name);
                json.skipChildren();
            } else {
                read(field, value, json);
            }
        }
    }

    private void read(Field field, JsonToken value, JsonParser json) throws IOException {
        int bit = 1 << field.ordinal();
        if ((seen & bit) != 0) {
            refuse(field, null, "is there twice in one object; which one is meant can't be told");
        }
        seen |= bit;
        switch (value) {
            case VALUE_STRING -> {
                String text = json.getText().strip();
                cells[field.ordinal()] = text.isEmpty() ? null : text;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cells[field.ordinal()] = json.getText();
            case VALUE_NULL -> {}
            default -> {
                refuse(
                        field,
                        json.getText(),
                        "is " + kind(value) + "; " + (field.number() ? "a number" : "a text") + " is expected");
                json.skipChildren();
            }
        }
    }

    private void unknown(String name) {
        strangers.add(name);
        if (!tally.knows(name) && !Spellings.KNOWN.derived(Spellings.plain(name))) {
            tally.unknownColumn(name);
        }
    }

    private void refuse(Field field, @Nullable String value, String reason) {
        if (wrong == null) {
            wrong = new Wrong(field, value, reason);
        }
    }

    private static String kind(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> "true or false";
        };
    }

    private static Map<String, Field> names() {
        Map<String, Field> names = new HashMap<>();
        for (Field field : Field.values()) {
            names.put(field.word(), field);
            names.put(field.word().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), field);
        }
        return Map.copyOf(names);
    }
}
