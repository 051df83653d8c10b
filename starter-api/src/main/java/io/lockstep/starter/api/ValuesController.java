package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.starter.engine.Questions;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What both sides of a pair show at this moment. For operators; who asked is journalled. */
@Tag(name = "pairs")
@RestController
@RequestMapping(path = "/api/v1/pairs", produces = MediaType.APPLICATION_JSON_VALUE)
class ValuesController {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Chosen chosen;
  private final Acts acts;
  private final Questions questions;

  ValuesController(Chosen chosen, Acts acts, Questions questions) {
    this.chosen = chosen;
    this.acts = acts;
    this.questions = questions;
  }

  /**
   * The values of a pair, or a part of them.
   *
   * @param contactsId HighLevel's id; absent where there is no contact, or it is gone
   * @param rewardsId BHN's id; absent where there is no profile, or it is gone
   * @param fields the contact's mapped fields, tags and consent; empty in later parts
   * @param items its tasks, then its notes
   * @param next the {@code from} of the next part; absent at the end
   * @param remarks what is missing or cut, in sentences
   */
  record ValuesView(
      String connection,
      String contactId,
      @Nullable String contactsId,
      @Nullable String rewardsId,
      Instant readAt,
      List<FieldView> fields,
      List<ItemValuesView> items,
      @Nullable Integer next,
      List<String> remarks) {

    static ValuesView of(FlowKey key, LiveValues values) {
      return new ValuesView(
          key.connection(),
          key.contactId(),
          values.contactId(),
          values.profileId(),
          values.readAt(),
          values.fields().stream().map(FieldView::of).toList(),
          values.items().stream().map(ItemValuesView::of).toList(),
          values.next(),
          values.remarks());
    }

    @Override
    public String toString() { // values are a person's data
      return "ValuesView[" + contactId + "]";
    }
  }

  /**
   * One field.
   *
   * @param contacts HighLevel's value, or the elements of a set; absent where it does not show it
   * @param rewards likewise BHN's
   */
  record FieldView(String name, @Nullable List<String> contacts, @Nullable List<String> rewards) {

    static FieldView of(LiveValues.Field field) {
      return new FieldView(field.name(), texts(field.contacts()), texts(field.rewards()));
    }

    private static @Nullable List<String> texts(LiveValues.@Nullable Shown shown) {
      return shown == null ? null : shown.texts();
    }

    @Override
    public String toString() { // values are a person's data
      return "FieldView[" + name + "]";
    }
  }

  /**
   * One task or note.
   *
   * @param item how {@code item=} names it; absent while it is linked to nothing
   * @param kind {@code task} or {@code note}
   * @param contactsId HighLevel's id; absent where it shows none
   * @param rewardsId BHN's id; absent where it shows none
   */
  record ItemValuesView(
      @Nullable String item,
      String kind,
      @Nullable String contactsId,
      @Nullable String rewardsId,
      List<FieldView> fields) {

    static ItemValuesView of(LiveValues.Item item) {
      return new ItemValuesView(
          item.item(),
          item.kind(),
          item.contactsId(),
          item.rewardsId(),
          item.fields().stream().map(FieldView::of).toList());
    }
  }

  @Operation(
      summary = "What both sides of the pair show now: fields, tags, tasks and notes",
      description =
          "A worker reads them at this moment, as live work; nothing is kept. Only for operators;"
              + " who asked is journalled. One answer holds at most 256 KiB, a text at most 16 KiB:"
              + " what is cut is said in remarks, and next leads to the items that are left."
              + " 503 when a provider cannot be asked now, or within 15 s.")
  @GetMapping("/{contactId}/values")
  ValuesView values(
      @PathVariable String contactId,
      @RequestParam(required = false) @Nullable String connection,
      @Parameter(description = "next of the part before; left out for the first part")
          @RequestParam(required = false)
          @Nullable Integer from,
      Principal who) {
    FlowKey key = chosen.key(connection, contactId);
    chosen.decidable(key.connection());
    chosen.known(key);
    if (from != null && from < 0) {
      throw Problems.badRequest(
          "Not a part", "from is less than zero.", "Use next as the part before showed it.");
    }
    acts.journal(key.connection(), contactId, Act.READ_VALUES, List.of(), who.getName());
    LiveValues values =
        questions
            .values(new ValuesRequest(key, from), PATIENCE)
            .orElseThrow(
                () ->
                    Problems.unanswered(
                        "No answer within 15 s: a provider is slow, or no worker is running.",
                        Duration.ZERO));
    if (values.problem() != null) {
      throw Problems.unanswered("Nothing was read: " + values.problem(), values.retryIn());
    }
    return ValuesView.of(key, values);
  }
}
