package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Route;
import java.util.List;

/** Which method and path of HighLevel's API is served by what. */
final class HighLevelRoutes {

  private HighLevelRoutes() {}

  // The first line that matches serves: fixed segments stand before {contactId}.
  static List<Route> contacts(ContactCalls contact, SearchCalls search, SetCalls sets) {
    return List.of(
        Route.post("/contacts/", contact::create),
        Route.get("/contacts/", search::list),
        Route.post("/contacts/upsert", contact::upsert),
        Route.post("/contacts/search", search::search),
        Route.get("/contacts/search/duplicate", search::duplicate),
        Route.get("/contacts/business/{businessId}", search::ofBusiness),
        Route.get("/contacts/{contactId}", contact::get),
        Route.put("/contacts/{contactId}", contact::update),
        Route.delete("/contacts/{contactId}", contact::delete),
        Route.post("/contacts/{contactId}/tags", sets::addTags),
        Route.delete("/contacts/{contactId}/tags", sets::removeTags), // with a body
        Route.post("/contacts/{contactId}/followers", sets::addFollowers),
        Route.delete("/contacts/{contactId}/followers", sets::removeFollowers)); // with a body
  }

  static List<Route> items(ItemCalls task, ItemCalls note) {
    return List.of(
        Route.get("/contacts/{contactId}/tasks", task::list),
        Route.post("/contacts/{contactId}/tasks", task::create),
        Route.get("/contacts/{contactId}/tasks/{taskId}", task::get),
        Route.put("/contacts/{contactId}/tasks/{taskId}", task::update),
        Route.delete("/contacts/{contactId}/tasks/{taskId}", task::delete),
        Route.put("/contacts/{contactId}/tasks/{taskId}/completed", task::complete),
        Route.get("/contacts/{contactId}/notes", note::list),
        Route.post("/contacts/{contactId}/notes", note::create),
        Route.get("/contacts/{contactId}/notes/{id}", note::get),
        Route.put("/contacts/{contactId}/notes/{id}", note::update),
        Route.delete("/contacts/{contactId}/notes/{id}", note::delete));
  }

  static List<Route> locations(LocationCalls location, TaskSearchCalls tasks, MediaCalls medias) {
    return List.of(
        Route.get("/locations/{locationId}", location::get),
        Route.post("/locations/{locationId}/tasks/search", tasks::search),
        Route.get("/users/", location::users),
        Route.get("/users/{userId}", location::user),
        Route.post("/medias/upload-file", medias::upload),
        Route.get("/medias/files", medias::list),
        Route.delete("/medias/{id}", medias::delete),
        Route.get("/locations/{locationId}/customFields", location::customFields),
        Route.post("/locations/{locationId}/customFields", location::createCustomField),
        Route.get("/locations/{locationId}/customFields/{id}", location::customField),
        Route.put("/locations/{locationId}/customFields/{id}", location::updateCustomField),
        Route.delete("/locations/{locationId}/customFields/{id}", location::deleteCustomField));
  }

  static List<Route> records(
      AppointmentCalls appointment,
      AppointmentNoteCalls note,
      BusinessCalls business,
      TagCalls tag) {
    String notes = "/calendars/appointments/{appointmentId}/notes";
    String tags = "/locations/{locationId}/tags";
    return List.of(
        Route.get("/contacts/{contactId}/appointments", appointment::ofContact),
        Route.post("/calendars/events/appointments", appointment::create),
        Route.get("/calendars/events/appointments/{eventId}", appointment::get),
        Route.put("/calendars/events/appointments/{eventId}", appointment::update),
        Route.delete("/calendars/events/{eventId}", appointment::delete),
        Route.post("/contacts/bulk/business", business::attach),
        Route.get("/businesses/", business::list),
        Route.post("/businesses/", business::create),
        Route.get("/businesses/{businessId}", business::get),
        Route.put("/businesses/{businessId}", business::update),
        Route.delete("/businesses/{businessId}", business::delete),
        Route.get(notes, note::list),
        Route.post(notes, note::create),
        Route.put(notes + "/{noteId}", note::update),
        Route.delete(notes + "/{noteId}", note::delete),
        Route.get(tags, tag::list),
        Route.post(tags, tag::create),
        Route.get(tags + "/{tagId}", tag::get),
        Route.put(tags + "/{tagId}", tag::update),
        Route.delete(tags + "/{tagId}", tag::delete));
  }

  static List<Route> opportunities(OpportunityCalls opportunity) {
    return List.of(
        Route.get("/opportunities/pipelines", opportunity::pipelines),
        Route.get("/opportunities/search", opportunity::search),
        Route.post("/opportunities/", opportunity::create),
        Route.get("/opportunities/{id}", opportunity::get),
        Route.put("/opportunities/{id}", opportunity::update),
        Route.delete("/opportunities/{id}", opportunity::delete),
        Route.put("/opportunities/{id}/status", opportunity::status),
        Route.post("/opportunities/{id}/followers", opportunity::addFollowers),
        Route.delete("/opportunities/{id}/followers", opportunity::removeFollowers)); // with a body
  }

  static List<Route> acts(EnrolmentCalls enrolment, BulkTagCalls bulk, FieldFileCalls files) {
    String campaigns = "/contacts/{contactId}/campaigns";
    String workflow = "/contacts/{contactId}/workflow/{workflowId}";
    return List.of(
        Route.get("/campaigns/", enrolment::campaigns),
        Route.get("/workflows/", enrolment::workflows),
        Route.delete(campaigns + "/removeAll", enrolment::removeFromAllCampaigns),
        Route.post(campaigns + "/{campaignId}", enrolment::addToCampaign),
        Route.delete(campaigns + "/{campaignId}", enrolment::removeFromCampaign),
        Route.post(workflow, enrolment::workflow),
        Route.delete(workflow, enrolment::workflow), // with a body
        Route.post("/contacts/bulk/tags/update/{type}", bulk::update),
        Route.post("/forms/upload-custom-files", files::uploadByForm),
        Route.get("/documents/download/{documentId}", files::download),
        Route.post("/locations/{locationId}/customFields/upload", files::upload));
  }

  static List<Route> oauth(OAuthCalls oauth) {
    return List.of(
        Route.get("/v2/oauth/chooselocation", oauth::page),
        Route.post("/v2/oauth/chooselocation", oauth::choose),
        Route.post("/oauth/token", oauth::token),
        Route.post("/oauth/locationToken", oauth::locationToken),
        Route.post("/oauth/reconnect", oauth::reconnect));
  }
}
