package dev.adjudge.ai;

import dev.langchain4j.model.chat.request.json.JsonSchema;

/**
 * What a language model is asked.
 *
 * @param task what it is to do; ours
 * @param data what it is to do that with: others' texts, fenced in
 * @param answer the form of its answer
 * @param texts how many there are
 * @param answerTokens that the answer is estimated to take
 */
record Question(String task, String data, JsonSchema answer, int texts, long answerTokens) {

    Tokens estimate() {
        return new Tokens(
                Tokens.estimate(task) + Tokens.estimate(data) + Tokens.estimate(answer.toString()), answerTokens);
    }
}
