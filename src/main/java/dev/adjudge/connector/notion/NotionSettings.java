package dev.adjudge.connector.notion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How Notion is spoken to, and whom its people are taken for; without a token the sandbox answers. */
@ConfigMapping(prefix = "adjudge.connector.notion")
interface NotionSettings {

    /** Another address than Notion's own. */
    Optional<String> url();

    /** The token of an internal integration that may read, insert and update content, and read users with their e-mail addresses. */
    Optional<String> token();

    /** The id of the data source in which what is held is a page each; none is mirrored without. */
    Optional<String> approvals();

    /** The id of the data source in which rules are a page each; none is mirrored without. */
    Optional<String> rules();

    /** {@code anna@example.com=anna}: a person's e-mail address, or their id in Notion, and the name of the user that they are here. */
    Optional<List<String>> people();

    /** How often Notion is looked at; {@code off} for a replica that does not. */
    @WithDefault("30s")
    String every();
}
