package dev.adjudge.run;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.ActionMirror;
import dev.adjudge.act.Board;
import dev.adjudge.act.MirroredPages;
import dev.adjudge.platform.OneReplica;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.jboss.logging.Logger;

/** Keeps boards and us the same, every so often, on one replica at a time. What a board's outage leaves out is made up for after it. */
@ApplicationScoped
class BoardMirror {

    private static final Logger log = Logger.getLogger(BoardMirror.class);

    private final Instance<Board> boards;
    private final ActionMirror actions;
    private final RuleMirror rules;
    private final MirroredPages pages;
    private final OneReplica replicas;

    BoardMirror(
            Instance<Board> boards, ActionMirror actions, RuleMirror rules, MirroredPages pages, OneReplica replicas) {
        this.boards = boards;
        this.actions = actions;
        this.rules = rules;
        this.pages = pages;
        this.replicas = replicas;
    }

    @FunctionalInterface
    private interface Look {
        void at(Board board) throws ActionFailed;
    }

    @Scheduled(
            identity = "boards",
            every = "{adjudge.connector.notion.every}",
            delayed = "20s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (Board board : boards) {
            boolean looked = replicas.does("board " + board.name(), () -> {
                look(board, Board.Kind.ACTION, actions::look);
                look(board, Board.Kind.RULE, rules::look);
            });
            if (!looked) {
                log.debugf("Another replica looks at the board, board=%s", board.name());
            }
        }
    }

    private void look(Board board, Board.Kind kind, Look look) {
        if (!board.has(kind)) {
            return;
        }
        try {
            look.at(board);
            if (pages.well(board, kind)) {
                log.infof("The board is up to date again, board=%s kind=%s", board.name(), kind.word());
            }
        } catch (ActionFailed e) {
            if (pages.failed(board, kind, String.valueOf(e.getMessage()))) {
                log.warnf(
                        "The board can't be kept up to date; tried again every time, board=%s kind=%s: %s",
                        board.name(), kind.word(), e.getMessage());
            }
        }
    }
}
