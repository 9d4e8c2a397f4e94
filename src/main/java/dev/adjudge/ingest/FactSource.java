package dev.adjudge.ingest;

import java.time.LocalDate;

/** A platform that campaigns and their daily performance are pulled from. Connectors implement it. */
public interface FactSource {

    /** The platform's name: {@code meta}, {@code google_ads}, {@code klaviyo}. */
    String platform();

    /**
     * Gives every campaign, and every campaign's days of the span, both ends included, to the sink.
     *
     * @throws FactSourceUnavailable when the platform does not answer or refuses; what the sink got before is discarded
     */
    void pull(LocalDate from, LocalDate to, FactSink sink) throws FactSourceUnavailable;

    /** Gives every campaign to the sink, without its days. */
    void pullCampaigns(FactSink sink) throws FactSourceUnavailable;
}
