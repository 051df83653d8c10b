package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Withheld;
import io.lockstep.ledger.WithheldWrites;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a connection that may only read would write. Ids and field names only. */
@Tag(name = "withheld")
@RestController
@RequestMapping(path = "/api/v1/withheld", produces = MediaType.APPLICATION_JSON_VALUE)
class WithheldController {

  private final Chosen chosen;
  private final WithheldWrites withheld;

  WithheldController(Chosen chosen, WithheldWrites withheld) {
    this.chosen = chosen;
    this.withheld = withheld;
  }

  /**
   * What waits of one contact.
   *
   * @param contactId {@code bhn:<id>} for a profile whose contact is to be made
   * @param since when the oldest was found
   */
  record WithheldView(
      String connection, String contactId, Instant since, List<WithheldChange> changes) {}

  /**
   * One write.
   *
   * @param item the task or note it is about, such as {@code note/r:abc}; absent for the contact
   * @param fields none where it is about the whole record
   */
  record WithheldChange(@Nullable String item, Op.Kind kind, List<String> fields) {

    static WithheldChange of(Withheld write) {
      ItemRef item = write.item();
      return new WithheldChange(
          item == null ? null : item.text(),
          write.kind(),
          write.fields().stream().map(Withheld.Shown::field).toList());
    }
  }

  @Operation(
      summary = "Contacts of whom something waits for permission, in the order of their ids",
      description =
          "Of a connection that may only read at HighLevel. Nobody needs to do anything here: once"
              + " the connection may write, the next pass begins with them.")
  @GetMapping
  Page<WithheldView> list(
      @Parameter(description = "may be left out where there is only one connection")
          @RequestParam(required = false)
          @Nullable String connection,
      @Parameter(description = "the last contact id of the part before")
          @RequestParam(defaultValue = "")
          String after,
      @RequestParam(defaultValue = Page.USUAL) int limit) {
    String id = chosen.key(connection, "any").connection();
    int most = Page.most(limit);
    List<WithheldView> views =
        withheld.contacts(id, chosen.after(id, after), most).stream().map(this::view).toList();
    String next = views.size() < most ? null : views.get(views.size() - 1).contactId();
    return new Page<>(views, next);
  }

  private WithheldView view(WithheldWrites.OfContact contact) {
    List<WithheldChange> changes =
        contact.flows().stream()
            .sorted()
            .flatMap((Flow flow) -> withheld.of(flow, contact.key()).stream())
            .map(WithheldChange::of)
            .toList();
    return new WithheldView(
        contact.key().connection(), contact.key().contactId(), contact.since(), changes);
  }
}
