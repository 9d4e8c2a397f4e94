package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import java.io.IOException;

/** Facts of an item as a decision stores them: without what its author wrote, or who they are. */
final class ItemFactsJson {

    private ItemFactsJson() {}

    static void write(JsonGenerator json, ItemFacts facts) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", facts.at().toString());
        json.writeFieldName("item");
        writeItem(json, facts.item());
        json.writeFieldName("classification");
        writeClassification(json, facts);
        json.writeObjectFieldStart("author");
        json.writeNumberField("hiddenItems", facts.author().hiddenItems());
        json.writeNumberField("repliesToday", facts.author().repliesToday());
        json.writeEndObject();
        json.writeObjectFieldStart("post");
        json.writeNumberField("items", facts.post().items());
        json.writeNumberField("alikeUsers", facts.post().alikeUsers());
        json.writeBooleanField("burst", facts.post().burst());
        json.writeNumberField("repliesToday", facts.post().repliesToday());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeItem(JsonGenerator json, SocialItem item) throws IOException {
        json.writeStartObject();
        json.writeStringField("platform", item.platform());
        json.writeStringField("accountId", item.accountId());
        json.writeStringField("objectType", item.objectType());
        json.writeStringField("objectId", item.objectId());
        FactsJson.words(json, "postId", item.postId());
        FactsJson.words(json, "parentId", item.parentId());
        FactsJson.words(json, "campaignId", item.campaignId());
        json.writeStringField("createdTime", item.createdTime().toString());
        json.writeNumberField("reach", item.reach());
        json.writeEndObject();
    }

    private static void writeClassification(JsonGenerator json, ItemFacts facts) throws IOException {
        Classification said = facts.classification();
        if (said == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("intent", said.intent().word());
        json.writeNumberField("confidence", said.confidence());
        json.writeStringField("sentiment", said.sentiment().word());
        json.writeNumberField("sentimentConfidence", said.sentimentConfidence());
        json.writeBooleanField("replyRequired", said.replyRequired());
        json.writeArrayFieldStart("flags");
        for (String flag : said.flags().stream().sorted().toList()) {
            json.writeString(flag);
        }
        json.writeEndArray();
        json.writeStringField("provider", said.by().provider());
        json.writeStringField("model", said.by().model());
        json.writeStringField("version", said.by().version());
        json.writeEndObject();
    }
}
