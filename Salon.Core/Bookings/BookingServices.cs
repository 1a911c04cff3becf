using Microsoft.Extensions.DependencyInjection;
using Salon.Bookings.Customers;
using Salon.Bookings.Groups;
using Salon.Bookings.Reviews;
using Salon.Bookings.Stranded;
using Salon.Bookings.Taking;
using Salon.Bookings.Waitlist;
using Salon.Jobs;
using Salon.Outbox;

namespace Salon.Bookings;

public static class BookingServices
{
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<ManageLinks>()
        .AddSingleton<VisitTerms>()
        .AddSingleton<TakingEngine>()
        .AddSingleton<BookingService>()
        .AddSingleton<TimeBlockService>()
        .AddSingleton<BookingQueries>()
        .AddSingleton<CalendarQueries>()
        .AddSingleton<CustomerRecords>()
        .AddSingleton<DeskMenu>()
        .AddSingleton<DeskPreviews>()
        .AddSingleton<EditorPresence>()
        .AddSingleton<ImpactQueries>()
        .AddSingleton<CustomerQueries>()
        .AddSingleton<CustomerMerge>()
        .AddSingleton<ReviewService>()
        .AddSingleton<ReviewQueries>()
        .AddSingleton<RebookService>()
        .AddSingleton<StrandedQueries>()
        .AddSingleton<AnotherTimeService>()
        .AddSingleton<GroupQueries>()
        .AddSingleton<WaitlistService>()
        .AddSingleton<WaitlistQueries>()
        .AddSingleton<WaitlistMatcher>()
        .AddOutboxHandler<BookingCancelled, WaitlistHandlers>()
        .AddOutboxHandler<BookingMoved, WaitlistHandlers>()
        .AddOutboxHandler<BookingNoShow, WaitlistHandlers>()
        .AddOutboxHandler<WaitlistJoined, WaitlistHandlers>()
        .AddOutboxHandler<WaitlistOfferEnds, WaitlistHandlers>()
        .AddJob<WaitlistJob>()
        .AddJob<SweepHoldsJob>();
}
