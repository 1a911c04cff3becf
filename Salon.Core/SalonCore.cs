using Microsoft.Extensions.DependencyInjection;
using Salon.Accounts;
using Salon.Auditing;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Contacts;
using Salon.Data;
using Salon.Jobs;
using Salon.Media;
using Salon.Messaging;
using Salon.Outbox;
using Salon.Payments;
using Salon.Reporting;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon;

/// <summary>Everything true about a salon, without a screen: one line per room, left to right.</summary>
public static class SalonCore
{
    /// <param name="signIn">Null for the defaults, which are meant for production.</param>
    public static IServiceCollection AddSalonCore(this IServiceCollection services, DatabaseOptions database, SignInOptions? signIn = null) => services
        .AddData(database)
        .AddOutbox()
        .AddJobs()
        .AddAuditing()
        .AddTenancy()
        .AddAccounts(signIn ?? new())
        .AddCatalog()
        .AddTeam()
        .AddContacts()
        .AddMedia()
        .AddScheduling()
        .AddBookings()
        .AddPayments()
        .AddMessaging()
        .AddReporting();
}
