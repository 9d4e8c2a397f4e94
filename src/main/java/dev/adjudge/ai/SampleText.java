package dev.adjudge.ai;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.adjudge.fact.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A text of the fixed sample, and what those who wrote it mean it to be. */
record SampleText(Intent intent, String language, String text) {

    static List<SampleText> all() {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Resource.text("sample.csv"))) {
            return rows.stream()
                    .map(row -> new SampleText(
                            Intent.of(row.getField("intent")), row.getField("language"), row.getField("text")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
